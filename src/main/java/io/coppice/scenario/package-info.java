/**
 * Scenario files: JSON that lists the objects of a datacentre or gives rules by which they are
 * made. {@link io.coppice.scenario.ScenarioReader} turns one into a blueprint or says everything
 * that is wrong with it, {@link io.coppice.scenario.ScenarioWriter} writes any inventory as one.
 * The format is described in the help page {@code scenario-format}.
 */
package io.coppice.scenario;
