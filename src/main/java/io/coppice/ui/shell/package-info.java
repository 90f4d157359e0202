/**
 * The window: navigator at the left, tabs of object pages in the middle, activity below, the status
 * bar; menus, the command palette, dialogs, theme and window placement. The only screen that knows
 * the others.
 */
package io.coppice.ui.shell;
