/** The tab that shows beside each figure of measured machines what was measured, and the error. */
package io.coppice.ui.inventory.page.measured;
