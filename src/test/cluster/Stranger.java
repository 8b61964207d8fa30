import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A stock Hazelcast that knows the cluster's name, which travels in clear, but does not prove the cookie. */
public final class Stranger {
    public static void main(String[] args) throws Exception {
        String address = args[0];
        String name = "mesher-" + HexFormat.of().formatHex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(args[1].toCharArray(),
                        "mesher cluster name".getBytes(StandardCharsets.UTF_8), 100_000, 128))
                .getEncoded());
        Config config = new Config().setClusterName(name);
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.getNetworkConfig().setPort(Integer.parseInt(args[2])).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true).addMember(address);
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        System.out.println("as a member: sees " + member.getCluster().getMembers().size() + " member, "
                + member.getMap("__vertx.nodeInfo").size() + " entries of the cluster's");
        member.shutdown();

        ClientConfig client = new ClientConfig().setClusterName(name);
        client.getNetworkConfig().addAddress(address);
        client.getConnectionStrategyConfig().getConnectionRetryConfig().setClusterConnectTimeoutMillis(3_000);
        try {
            HazelcastClient.newHazelcastClient(client);
            System.out.println("as a client: connected");
        } catch (IllegalStateException refused) {
            System.out.println("as a client: " + refused.getMessage());
        }
        System.exit(0);
    }
}
