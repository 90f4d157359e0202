package io.coppice.wire.dissect;

import static io.coppice.wire.dissect.FieldSpec.decimal;
import static io.coppice.wire.dissect.FieldSpec.flag;
import static io.coppice.wire.dissect.FieldSpec.hex;

/** The fields of tags that a fabric's switches add for themselves. */
final class TagFields {
  /** Cisco gave the layout to IEEE 802.1 as the draft of what later became 802.1BR. */
  private static final String VN = "Cisco VN-Tag, draft of 2009";

  private static final String BR = "IEEE 802.1BR section 7.7";
  private static final String INSTANCE = "IEEE 802.1Q section 9.7";
  private static final FieldSpec VN_DIRECTION = flag("vntag.dir", "Towards the extender", VN);
  private static final FieldSpec VN_POINTER = flag("vntag.ptr", "To a list of interfaces", VN);
  private static final FieldSpec VN_DESTINATION =
      decimal("vntag.dst", "Destination virtual interface", VN);
  private static final FieldSpec VN_LOOPED = flag("vntag.looped", "Looped", VN);
  private static final FieldSpec VN_VERSION = decimal("vntag.version", "Version", VN);
  private static final FieldSpec VN_SOURCE = decimal("vntag.src", "Source virtual interface", VN);
  private static final FieldSpec VN_TYPE = hex("vntag.etype", "Type", VN);
  private static final FieldSpec PRIORITY = decimal("etag.pcp", "Priority", BR);
  private static final FieldSpec DROP_ELIGIBLE = flag("etag.dei", "Drop eligible", BR);
  private static final FieldSpec INGRESS = decimal("etag.ingress", "Ingress channel", BR);
  private static final FieldSpec GROUP = decimal("etag.group", "Group", BR);
  private static final FieldSpec CHANNEL = decimal("etag.channel", "Channel", BR);
  private static final FieldSpec INGRESS_EXTENSION =
      decimal("etag.ingress_ext", "Ingress extension", BR);
  private static final FieldSpec CHANNEL_EXTENSION =
      decimal("etag.channel_ext", "Channel extension", BR);
  private static final FieldSpec TYPE = hex("etag.etype", "Type", BR);
  private static final FieldSpec INSTANCE_PRIORITY = decimal("itag.pcp", "Priority", INSTANCE);
  private static final FieldSpec INSTANCE_DROP = flag("itag.dei", "Drop eligible", INSTANCE);
  private static final FieldSpec CUSTOMER = flag("itag.uca", "Customer addresses in use", INSTANCE);
  private static final FieldSpec SERVICE = decimal("itag.isid", "Service (I-SID)", INSTANCE);

  private TagFields() {}

  static void vn(FieldPen pen) {
    pen.flag(VN_DIRECTION, 0);
    pen.flag(VN_POINTER, 1);
    pen.put(VN_DESTINATION, 2, 14);
    pen.flag(VN_LOOPED, 16);
    pen.put(VN_VERSION, 18, 2);
    pen.put(VN_SOURCE, 20, 12);
    pen.put(VN_TYPE, 32, 16, LinkFields.type(pen.u16(4)));
  }

  static void extension(FieldPen pen) {
    pen.put(PRIORITY, 0, 3);
    pen.flag(DROP_ELIGIBLE, 3);
    pen.put(INGRESS, 4, 12);
    pen.put(GROUP, 18, 2);
    pen.put(CHANNEL, 20, 12);
    pen.put(INGRESS_EXTENSION, 32, 8);
    pen.put(CHANNEL_EXTENSION, 40, 8);
    pen.put(TYPE, 48, 16, LinkFields.type(pen.u16(6)));
  }

  static void instance(FieldPen pen) {
    pen.put(INSTANCE_PRIORITY, 0, 3);
    pen.flag(INSTANCE_DROP, 3);
    pen.flag(CUSTOMER, 4);
    pen.put(SERVICE, 8, 24);
  }
}
