// SPDX-License-Identifier: Apache-2.0

/**
 * Random things done to a real installation, by seed, and what came of them checked against a model. {@link
 * org.upsjail.it.chaos.Plan} decides every act beforehand, {@link org.upsjail.it.chaos.LifeRun} does it and writes down a
 * {@link org.upsjail.it.chaos.History}, {@link org.upsjail.it.chaos.Model} judges that.
 */
@NullMarked
package org.upsjail.it.chaos;

import org.jspecify.annotations.NullMarked;
