/**
 * What is going on: jobs with progress and cancel, events, problems; for the whole site, or for one
 * object's page. What is selected is told in full beside its table: a job with its phases and
 * times, a problem with its cure and every object it is about.
 */
package io.coppice.ui.activity;
