package io.coppice.display.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AesEaxTest {
  private static byte[] bytes(String hex) {
    return hex == null ? new byte[0] : HexFormat.of().parseHex(hex);
  }

  /** The vectors of "The EAX Mode of Operation" (2004), appendix G. */
  @ParameterizedTest
  @CsvSource({
    ",233952DEE4D5ED5F9B9C6D6FF80FF478,62EC67F9C3A4A407FCB2A8C49031A8B3,6BFB914FD07EAE6B,"
        + "E037830E8389F27B025A2D6527E79D01",
    "F7FB,91945D3F4DCBEE0BF45EF52255F095A4,BECAF043B0A23D843194BA972C66DEBD,FA3BFD4806EB53FA,"
        + "19DD5C4C9331049D0BDAB0277408F67967E5",
    "1A47CB4933,01F74AD64077F2E704C0F60ADA3DD523,70C3DB4F0D26368400A10ED05D2BFF5E,234A3463C1264AC6,"
        + "D851D5BAE03A59F238A23E39199DC9266626C40F80",
    "481C9E39B1,D07CF6CBB7F313BDDE66B727AFD3C5E8,8408DFFF3C1A2B1292DC199E46B7D617,33CCE2EABFF5A79D,"
        + "632A9D131AD4C168A4225D8E1FF755939974A7BEDE"
  })
  void sealsAsThePaperDoes(String text, String key, String nonce, String header, String sealed)
      throws Exception {
    AesEax eax = new AesEax(bytes(key));
    byte[] made = eax.seal(bytes(nonce), bytes(header), bytes(text));
    assertEquals(sealed, HexFormat.of().withUpperCase().formatHex(made));
    assertArrayEquals(bytes(text), eax.open(bytes(nonce), bytes(header), made));
    made[0] ^= 1;
    assertThrows(AEADBadTagException.class, () -> eax.open(bytes(nonce), bytes(header), made));
  }
}
