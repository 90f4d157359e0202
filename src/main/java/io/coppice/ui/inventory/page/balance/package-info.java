/** The tab of a cluster that shows what DRS recommends, and its rules. */
package io.coppice.ui.inventory.page.balance;
