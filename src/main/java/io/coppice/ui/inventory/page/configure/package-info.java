/** What an object is made of and how it is set, with the actions that change it. */
package io.coppice.ui.inventory.page.configure;
