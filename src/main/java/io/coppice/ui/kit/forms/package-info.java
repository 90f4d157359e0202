/**
 * What forms are made of. A form asks its fields for operations after every change; the site's
 * preflight is asked off the FX thread and its answer stands in the form, so that what cannot run
 * is known, with its cure, before it is asked for. The rules are never repeated here.
 *
 * <p>What a field can judge alone (is this a number?) it says itself, below it, by ControlsFX's
 * validation ({@link io.coppice.ui.kit.forms.FieldCheck}); a name the site refuses is outlined too.
 */
package io.coppice.ui.kit.forms;
