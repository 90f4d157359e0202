/**
 * What every screen is made with: the frame gate (the only {@code Platform.runLater}), lifetimes,
 * places and navigation, actions, cells, icons, texts, charts and accessibility.
 */
package io.coppice.ui.kit;
