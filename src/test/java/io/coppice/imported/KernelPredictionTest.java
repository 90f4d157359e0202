package io.coppice.imported;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.predict.Reachability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is predicted is what this machine's kernel does, on fabrics made at random. Needs root,
 * network namespaces and the kernel's vxlan device. {@code -Dfabrics=FIRST-LAST} tries other seeds.
 */
class KernelPredictionTest {
  static LongStream seeds() {
    String[] ends = System.getProperty("fabrics", "3-4").split("-", 2);
    return LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
  }

  private static boolean isPossible() throws IOException, InterruptedException {
    return KernelFabric.shell(
            "[ $(id -u) = 0 ] && command -v bridge && command -v ping && ip netns add cpprobe"
                + " && ip -n cpprobe link add v type vxlan id 1 dstport 4789; r=$?;"
                + " ip netns del cpprobe; exit $r")
        == 0;
  }

  /** Kernels differ in what they were built with: what this one refuses is no answer to compare. */
  private static void build(KernelFabric fabric) throws InterruptedException {
    try {
      fabric.build();
    } catch (IOException e) {
      abort("this machine does not make that fabric: " + e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theKernelDoesWhatIsPredicted(long seed, @TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(isPossible(), "no root, or no network namespaces or vxlan here");
    List<String> truth = new ArrayList<>();
    List<Reachability.Pair> pairs = new ArrayList<>();
    String description;
    try (KernelFabric fabric = new KernelFabric("cp" + seed + "x", seed)) {
      build(fabric);
      description = fabric.description();
      for (int from = 1; from <= 3; from++) {
        for (int to = 1; to <= 3; to++) {
          if (from != to) {
            String pair = "m" + from + " " + to + " ";
            truth.add(pair + fabric.ping(from, to));
            pairs.add(
                new Reachability.Pair(
                    "m" + from, IpAddress.parse("192.168.7." + to).orElseThrow()));
          }
        }
      }
      fabric.collect(folder);
    }
    NetworkState network = new HostFolderReader().read(folder).state();
    List<String> predicted = new ArrayList<>();
    for (Reachability.Answer answer : Reachability.of(network, pairs)) {
      String to = answer.pair().to().toString();
      predicted.add(
          answer.pair().from()
              + " "
              + to.substring(to.lastIndexOf('.') + 1)
              + " "
              + answer.small().word()
              + ","
              + answer.large().word());
    }
    assertEquals(truth, predicted, description);
  }
}
