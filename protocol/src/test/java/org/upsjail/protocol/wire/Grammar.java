// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PROTOCOL.md sections 2 and 3 in another style than the decoder's: no counters and no conditions on them, but the
 * finite set of all layouts a frame can have, each a word of byte sets. What may follow is what is left of the words
 * that fit so far; nothing left means that no frame begins like that. Takes codes and payload kinds from the document
 * and nothing from the main code.
 */
final class Grammar {

    enum Part {
        START,
        CODE,
        LENGTH,
        DIGEST,
        NAME,
        SEPARATOR,
        TEXT,
        STOP
    }

    private static final String NAME_BYTES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@:[]%+-";
    private static final String TEXT_BYTES =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;()/%+_=@#-";

    /** One place of a layout: the bytes that may stand there. */
    private record Letter(Part part, BitSet bytes) {}

    /** A layout from some place on. Words that go on alike share their tails, so equality is identity. */
    private static final class Word {
        private final @Nullable Letter head;
        private final @Nullable Word tail;
        private final ProtocolDocument.Type type;
        private final Map<Letter, Word> prefixed = new HashMap<>();

        private Word(@Nullable Letter head, @Nullable Word tail, ProtocolDocument.Type type) {
            this.head = head;
            this.tail = tail;
            this.type = type;
        }

        private Word after(Letter letter) {
            return prefixed.computeIfAbsent(letter, first -> new Word(first, this, type));
        }

        private Word after(Letter letter, int times) {
            Word word = this;
            for (int i = 0; i < times; i++) {
                word = word.after(letter);
            }
            return word;
        }
    }

    private static final Letter START = new Letter(Part.START, only(0x02));
    private static final Letter STOP = new Letter(Part.STOP, only(0x03));
    private static final Letter SEPARATOR = new Letter(Part.SEPARATOR, only(0x1F));
    private static final Letter DIGEST = new Letter(Part.DIGEST, anyOf("0123456789abcdef"));
    private static final Letter NAME = new Letter(Part.NAME, anyOf(NAME_BYTES));
    private static final Letter TEXT = new Letter(Part.TEXT, anyOf(TEXT_BYTES));

    private final Map<Set<Word>, Rest> rests = new HashMap<>();
    private final Rest wholeFrame;

    Grammar(List<ProtocolDocument.Type> types) {
        Set<Word> layouts = new HashSet<>();
        types.forEach(type -> addLayouts(type, layouts));
        wholeFrame = rest(layouts);
    }

    /** What may come where a frame begins. */
    Rest wholeFrame() {
        return wholeFrame;
    }

    private static void addLayouts(ProtocolDocument.Type type, Set<Word> layouts) {
        Word stop = new Word(null, null, type).after(STOP);
        switch (type.payload()) {
            case "EMPTY" -> layouts.add(framed(0, stop));
            case "DIGEST" -> layouts.add(framed(64, stop.after(DIGEST, 64)));
            case "NAME" -> addNames(stop, layouts);
            case "NAME_AND_TEXT" -> {
                addNames(stop, layouts);
                addNamesWithText(stop, layouts);
            }
            default -> throw new IllegalStateException("PROTOCOL.md knows no payload " + type.payload());
        }
    }

    private static void addNames(Word stop, Set<Word> layouts) {
        for (int name = 1; name <= 127; name++) {
            layouts.add(framed(name, stop.after(NAME, name)));
        }
    }

    private static void addNamesWithText(Word stop, Set<Word> layouts) {
        for (int text = 1; text <= 120; text++) {
            Word separated = stop.after(TEXT, text).after(SEPARATOR);
            for (int name = 1; name <= 127; name++) {
                layouts.add(framed(name + 1 + text, separated.after(NAME, name)));
            }
        }
    }

    private static Word framed(int length, Word payload) {
        Letter code = new Letter(Part.CODE, only(payload.type.code()));
        return payload.after(new Letter(Part.LENGTH, only(length))).after(code).after(START);
    }

    private static BitSet only(int b) {
        BitSet bytes = new BitSet();
        bytes.set(b);
        return bytes;
    }

    private static BitSet anyOf(String characters) {
        BitSet bytes = new BitSet();
        characters.chars().forEach(bytes::set);
        return bytes;
    }

    private Rest rest(Set<Word> words) {
        return rests.computeIfAbsent(Set.copyOf(words), Rest::new);
    }

    /** What is left of the layouts that fit the bytes read so far. Two are equal when they are the same object. */
    final class Rest {
        private final Set<Word> words;
        private final Set<Part> awaited = EnumSet.noneOf(Part.class);
        private ProtocolDocument.@Nullable Type completed;
        private Rest @Nullable [] next;

        private Rest(Set<Word> words) {
            this.words = words;
            for (Word word : words) {
                if (word.head != null) {
                    awaited.add(word.head.part());
                } else if (words.size() == 1) {
                    completed = word.type;
                } else {
                    throw new IllegalStateException("a frame begins another");
                }
            }
        }

        /** What is left after {@code b}: this frame's rest, never the next frame's. */
        Rest after(int b) {
            if (next == null) {
                next = successors();
            }
            return next[b];
        }

        /** Nothing that begins so far is a frame. */
        boolean isDeadEnd() {
            return words.isEmpty();
        }

        /** The type whose frame is complete here, or null. No frame is the beginning of a longer one. */
        ProtocolDocument.@Nullable Type completed() {
            return completed;
        }

        /** The parts one of which comes next. */
        Set<Part> awaited() {
            return awaited;
        }

        /** Whether some layout that fits so far is of a type with that payload. */
        boolean mayBeOf(String payload) {
            return words.stream().anyMatch(word -> word.type.payload().equals(payload));
        }

        private Rest[] successors() {
            Map<Letter, Set<Word>> tails = new LinkedHashMap<>();
            for (Word word : words) {
                if (word.head != null && word.tail != null) {
                    tails.computeIfAbsent(word.head, head -> new HashSet<>()).add(word.tail);
                }
            }
            Map<Set<Letter>, Rest> byFit = new HashMap<>();
            Rest[] successors = new Rest[256];
            for (int b = 0; b < successors.length; b++) {
                Set<Letter> fit = new HashSet<>();
                for (Letter letter : tails.keySet()) {
                    if (letter.bytes().get(b)) {
                        fit.add(letter);
                    }
                }
                successors[b] = byFit.computeIfAbsent(fit, letters -> rest(union(letters, tails)));
            }
            return successors;
        }

        private Set<Word> union(Set<Letter> letters, Map<Letter, Set<Word>> tails) {
            Set<Word> union = new HashSet<>();
            letters.forEach(letter -> union.addAll(tails.getOrDefault(letter, Set.of())));
            return union;
        }
    }
}
