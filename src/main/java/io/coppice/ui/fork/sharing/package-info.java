/** What a group costs over time, how fast it diverges, and what will still fit. */
package io.coppice.ui.fork.sharing;
