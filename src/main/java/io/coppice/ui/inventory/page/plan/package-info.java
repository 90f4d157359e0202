/**
 * The tab of a cluster that answers a planner: how many more machines of a kind fit, what fails
 * first and when at a growth, what the failure of one host does.
 */
package io.coppice.ui.inventory.page.plan;
