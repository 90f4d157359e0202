/**
 * Figures drawn: meters, sparklines and charts over simulated time. Colours come from the theme by
 * styleable properties; what a colour tells is told by a line's style, a mark or words too.
 */
package io.coppice.ui.kit.chart;
