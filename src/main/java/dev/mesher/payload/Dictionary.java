package dev.mesher.payload;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdDictTrainer;
import com.github.luben.zstd.ZstdException;
import java.util.List;
import java.util.Optional;

/**
 * A zstd dictionary of what this server's events have in common. It halves the size of compressed events and makes
 * compression faster.
 */
public final class Dictionary {
    /** Larger dictionaries save little for events and take too much of a processor core's cache. */
    private static final int MAX_BYTES = 16 * 1024;

    private final long id;
    private final byte[] bytes;
    private final ZstdDictCompress toCompress;
    private final ZstdDictDecompress toExpand;

    /**
     * Loads a dictionary that was {@linkplain #train trained} before.
     *
     * @throws IllegalArgumentException when {@code bytes} are not a zstd dictionary
     */
    public Dictionary(byte[] bytes) {
        this.id = Zstd.getDictIdFromDict(bytes);
        if (id == 0) {
            throw new IllegalArgumentException("not a zstd dictionary");
        }
        this.bytes = bytes.clone();
        this.toCompress = new ZstdDictCompress(bytes, Payload.LEVEL);
        this.toExpand = new ZstdDictDecompress(bytes);
    }

    /**
     * Trains a dictionary, which takes some hundred milliseconds. Empty when the samples have nothing in common.
     *
     * @param samples JSON of events
     */
    public static Optional<Dictionary> train(List<byte[]> samples) {
        int size = samples.stream().mapToInt(sample -> sample.length).sum();
        ZstdDictTrainer trainer = new ZstdDictTrainer(size, MAX_BYTES, Payload.LEVEL);
        for (byte[] sample : samples) {
            boolean unused = trainer.addSample(sample);
        }
        try {
            return Optional.of(new Dictionary(trainer.trainSamples()));
        } catch (ZstdException nothingInCommon) {
            return Optional.empty();
        }
    }

    /** The dictionary's id in its frames. zstd draws 31 random bits for it. */
    public long id() {
        return id;
    }

    /** A copy of the dictionary in the format of zstd. */
    public byte[] bytes() {
        return bytes.clone();
    }

    ZstdDictCompress toCompress() {
        return toCompress;
    }

    ZstdDictDecompress toExpand() {
        return toExpand;
    }
}
