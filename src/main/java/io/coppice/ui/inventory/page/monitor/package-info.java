/** The charts of an object over simulated time. */
package io.coppice.ui.inventory.page.monitor;
