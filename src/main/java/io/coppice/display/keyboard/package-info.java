/** Keys: what they are called, where they stand on a guest's keyboard, and which are down. */
package io.coppice.display.keyboard;
