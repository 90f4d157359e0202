/**
 * Groups that follow a load: the form that starts one, charts of what it does, and the same load
 * against cloning and booting.
 */
package io.coppice.ui.fork.elastic;
