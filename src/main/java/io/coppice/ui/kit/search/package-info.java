/**
 * The search language of the navigator and the tables: words and terms such as {@code tag:} or
 * {@code state:}.
 */
package io.coppice.ui.kit.search;
