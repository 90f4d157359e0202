package io.coppice.ui.kit.chart;

import io.coppice.model.inventory.Metric;

/** One line of a chart: a metric and what it is called in the person's language. */
public record ChartLine(String name, Metric metric) {}
