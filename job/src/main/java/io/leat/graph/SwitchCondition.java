// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.PointedValue;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a switch asks of a record: one value of it, and a test of that value. */
public record SwitchCondition(Source source, Test test) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Longer ones are no number that anyone compares, and slow to read. */
    private static final int MAX_NUMBER = 100;

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");

    /** Where in a record a value stands. */
    public sealed interface Source extends Serializable {}

    /**
     * In a header; of several with that name in the last.
     *
     * @param name in lower case: as in HTTP, case makes no difference
     */
    public record Header(String name) implements Source {
        private static final long serialVersionUID = 1L;
    }

    /**
     * In the payload, which is JSON.
     *
     * @param pointer as RFC 6901 writes it
     */
    public record Pointer(String pointer) implements Source {
        private static final long serialVersionUID = 1L;
    }

    /** What holds of a value. */
    public sealed interface Test extends Serializable {

        /**
         * Whether it holds.
         *
         * @param value null where there is none
         */
        boolean holds(@Nullable PointedValue value);

        /** Whether it holds wherever the other does. */
        boolean covers(Test other);
    }

    /** There is a value, whatever it is; or there is none. */
    public record Present(boolean present) implements Test {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean holds(@Nullable PointedValue value) {
            return present == (value != null);
        }

        @Override
        public boolean covers(Test other) {
            return other instanceof Present same ? present == same.present : present;
        }
    }

    /** The value is one of some texts, or equals one of some numbers. */
    public record OneOf(Set<String> texts, List<BigDecimal> numbers) implements Test {

        private static final long serialVersionUID = 1L;

        public OneOf {
            texts = Set.copyOf(texts);
            numbers = List.copyOf(numbers);
        }

        @Override
        public boolean holds(@Nullable PointedValue value) {
            String text = text(value);
            return text != null && (texts.contains(text) || includes(number(text)));
        }

        private boolean includes(@Nullable BigDecimal number) {
            return number != null && numbers.stream().anyMatch(each -> each.compareTo(number) == 0);
        }

        @Override
        public boolean covers(Test other) {
            return other instanceof OneOf few
                    && few.texts.stream().allMatch(text -> holds(new PointedValue(text)))
                    && few.numbers.stream().allMatch(this::includes);
        }
    }

    /** The value begins with this text. */
    public record Prefix(String prefix) implements Test {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean holds(@Nullable PointedValue value) {
            String text = text(value);
            return text != null && text.startsWith(prefix);
        }

        @Override
        public boolean covers(Test other) {
            if (other instanceof OneOf few) {
                // A number may be written in many ways, not all of which begin so.
                return few.numbers().isEmpty()
                        && few.texts().stream().allMatch(text -> text.startsWith(prefix));
            }
            return other instanceof Prefix longer && longer.prefix.startsWith(prefix);
        }
    }

    /**
     * The value is a number between two others.
     *
     * @param least null where it may be any below
     * @param above whether it may not be {@code least} itself
     * @param most null where it may be any above
     * @param below whether it may not be {@code most} itself
     */
    public record Range(
            @Nullable BigDecimal least, boolean above, @Nullable BigDecimal most, boolean below)
            implements Test {

        private static final long serialVersionUID = 1L;

        /** Whether no number can be in it. */
        public boolean isEmpty() {
            if (least == null || most == null) {
                return false;
            }
            int order = least.compareTo(most);
            return order > 0 || (order == 0 && (above || below));
        }

        @Override
        public boolean holds(@Nullable PointedValue value) {
            String text = text(value);
            BigDecimal number = text == null ? null : number(text);
            return number != null && includes(number);
        }

        private boolean includes(BigDecimal number) {
            return isWithin(least == null ? 1 : number.compareTo(least), above)
                    && isWithin(most == null ? 1 : most.compareTo(number), below);
        }

        private static boolean isWithin(int order, boolean strictly) {
            return order > 0 || (order == 0 && !strictly);
        }

        @Override
        public boolean covers(Test other) {
            if (other instanceof OneOf few) {
                return few.texts().stream().allMatch(text -> holds(new PointedValue(text)))
                        && few.numbers().stream().allMatch(this::includes);
            }
            return other instanceof Range narrow
                    && isNoNarrower(least, above, narrow.least, narrow.above, 1)
                    && isNoNarrower(most, below, narrow.most, narrow.below, -1);
        }

        private static boolean isNoNarrower(
                @Nullable BigDecimal own,
                boolean strictly,
                @Nullable BigDecimal others,
                boolean othersStrictly,
                int direction) {
            if (own == null || others == null) {
                return own == null;
            }
            int order = others.compareTo(own) * direction;
            return order > 0 || (order == 0 && (!strictly || othersStrictly));
        }
    }

    private static @Nullable String text(@Nullable PointedValue value) {
        return value == null ? null : value.text();
    }

    /** Null for a text that is no decimal number. */
    private static @Nullable BigDecimal number(String text) {
        return text.length() <= MAX_NUMBER && NUMBER.matcher(text).matches()
                ? new BigDecimal(text)
                : null;
    }
}
