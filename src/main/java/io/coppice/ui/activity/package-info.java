/**
 * What is going on: jobs with progress and cancel, events, problems; for the whole site, or for one
 * object's page.
 */
package io.coppice.ui.activity;
