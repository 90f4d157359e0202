/** The encapsulations beside each other: what each adds, and which MTU each needs. */
package io.coppice.ui.overlay.compare;
