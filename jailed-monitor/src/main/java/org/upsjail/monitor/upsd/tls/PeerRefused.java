// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import java.security.cert.CertificateException;

/** A certificate that is not believed; the message is in our words and fit for a log. */
final class PeerRefused extends CertificateException {

    private static final long serialVersionUID = 1;

    PeerRefused(String reason) {
        super(reason);
    }
}
