package dev.mesher.payload;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdDictTrainer;
import com.github.luben.zstd.ZstdException;
import java.util.List;
import java.util.Optional;

/** What the events of this server have in common; halves their payloads again, and their compression is faster. */
public final class Dictionary {
    /** Larger ones gain little for events, and cost each thread its cache. */
    private static final int MAX_BYTES = 16 * 1024;

    private final long id;
    private final byte[] bytes;
    private final ZstdDictCompress toCompress;
    private final ZstdDictDecompress toExpand;

    /**
     * A dictionary that was {@linkplain #train trained} before.
     *
     * @throws IllegalArgumentException when {@code bytes} are none
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

    /** From events' JSON; takes some hundred milliseconds. Empty when they have nothing in common. */
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

    /** Chance, but for 31 bits of it. */
    public long id() {
        return id;
    }

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
