package dev.mesher.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.SocketInterceptorConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.BuildInfoProvider;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.nio.MemberSocketInterceptor;

/**
 * Starts Hazelcast with a guard on each of its sockets. The interface of such a guard is public, but the open edition
 * only logs that it is a paid feature. So this class, and no other, uses internals of Hazelcast; they are known for one
 * version only.
 */
final class GuardedHazelcast {
    private static final String KNOWN_VERSION = "5.3.8";

    private GuardedHazelcast() {}

    /** Starts this member. Blocks until it has joined, or found that it is the first one. */
    static HazelcastInstance start(Config config, MemberSocketInterceptor guard) {
        String version = BuildInfoProvider.getBuildInfo().getVersion();
        if (!KNOWN_VERSION.equals(version)) {
            throw new IllegalStateException(
                    "Hazelcast " + version + " is on the class path, but the cluster port can be guarded in version "
                            + KNOWN_VERSION + " only");
        }
        config.getNetworkConfig()
                .setSocketInterceptorConfig(
                        new SocketInterceptorConfig().setEnabled(true).setImplementation(guard));
        return HazelcastInstanceFactory.newHazelcastInstance(config, config.getInstanceName(), new Guarding(guard));
    }

    private static final class Guarding extends DefaultNodeContext {
        private final MemberSocketInterceptor guard;

        Guarding(MemberSocketInterceptor guard) {
            this.guard = guard;
        }

        @Override
        public NodeExtension createNodeExtension(Node node) {
            return new Extension(node, guard);
        }
    }

    private static final class Extension extends DefaultNodeExtension {
        private final MemberSocketInterceptor guard;

        Extension(Node node, MemberSocketInterceptor guard) {
            super(node);
            this.guard = guard;
        }

        @Override
        public MemberSocketInterceptor getSocketInterceptor(EndpointQualifier endpoint) {
            return guard;
        }
    }
}
