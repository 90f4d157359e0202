/**
 * The one kind of action on selected objects: {@link io.coppice.ui.kit.actions.ObjectAction} is a
 * face, what it is done to, the operations it stands for, and how it begins: at once, after a
 * {@linkplain io.coppice.ui.kit.actions.Confirmation question}, or with a form.
 */
package io.coppice.ui.kit.actions;
