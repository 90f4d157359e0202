package io.coppice.display.encoding;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.stream.ByteInput;
import io.coppice.display.stream.ProtocolException;
import java.io.IOException;

/** CopyRect (RFC 6143 7.7.2): what is shown elsewhere already. */
final class CopyDecoder implements RectangleDecoder {
  @Override
  public void decode(ByteInput in, PixelFormat format, Framebuffer picture, Area area)
      throws IOException {
    int x = in.u16();
    int y = in.u16();
    if (x + area.width() > picture.width() || y + area.height() > picture.height()) {
      throw new ProtocolException(
          "a copy from " + x + ", " + y + ", which is not wholly inside the screen");
    }
    picture.copy(x, y, area.x(), area.y(), area.width(), area.height());
  }
}
