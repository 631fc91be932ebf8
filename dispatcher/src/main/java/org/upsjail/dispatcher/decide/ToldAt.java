// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;

/** An announcement that is repeated after a time, and when it was told last. */
public record ToldAt(Announcement announcement, Duration at) {}
