/**
 * What can be done to fork groups and their members. Each action knows on what it is offered and
 * which operation it would ask for; whether that can run is the site's preflight to say.
 */
package io.coppice.ui.fork.actions;
