package dev.mesher.config;

/** The environment variables that a node reads, in the order in which problems and the effective table name them. */
public enum Variable {
    DATABASE_URL,
    PORT,
    MESHER_WS_PORT,
    MESHER_HOST,
    MESHER_RATE_LIMIT_WINDOW_SECONDS,
    MESHER_RATE_LIMIT_MAX_EVENTS,
    MESHER_AUTH,
    MESHER_TRUSTED_PROXIES,
    MESHER_DATA_DIR,
    MESHER_JOURNAL_MAX_BYTES,
    MESHER_INFLIGHT_MAX_BYTES,
    MESHER_STREAM_MAX_CLIENTS,
    MESH_CLUSTER_COOKIE,
    MESH_NODE_NAME,
    MESH_DISCOVERY_SEED,
    MESH_CLUSTER_PORT,
    MESHER_BUS_PORT,
    MESH_CONTINUITY_ROLE,
    MESH_CONTINUITY_PROMOTION_EPOCH
}
