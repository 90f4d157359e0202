/**
 * What every screen is made with: the frame gate (the only {@code Platform.runLater}), lifetimes,
 * places and navigation, actions, cells, icons, texts, charts and accessibility.
 *
 * <p>What a screen is made of is named alike everywhere: {@code XScreen} fills a tab; {@code XPart}
 * is a part of a screen that subscribes to the site and ends with it ({@link
 * io.coppice.ui.kit.PagePart}); {@code XState} is what one shows, computed from a snapshot and the
 * person's choices, pure and off the FX thread; {@code XView} draws what it is handed; {@code
 * XForm} asks, of {@code XFields}.
 */
package io.coppice.ui.kit;
