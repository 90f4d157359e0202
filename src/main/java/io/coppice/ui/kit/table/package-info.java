/** What tables of objects have in common: what is selected by id, keyboard and mouse. */
package io.coppice.ui.kit.table;
