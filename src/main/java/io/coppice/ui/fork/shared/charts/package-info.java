/** Stacked areas and lines over simulated time, from samples a group keeps of itself. */
package io.coppice.ui.fork.shared.charts;
