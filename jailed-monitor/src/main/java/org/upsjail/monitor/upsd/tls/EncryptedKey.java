// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import java.io.InputStream;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.BufferedBlockCipher;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.io.CipherInputStream;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.util.CipherFactory;
import org.bouncycastle.operator.DefaultSecretKeySizeProvider;
import org.bouncycastle.operator.InputDecryptor;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12PBEInputDecryptorProviderBuilder;

/**
 * An ENCRYPTED PRIVATE KEY (PKCS #8): PBES2 with PBKDF2 or scrypt and any cipher of BouncyCastle's CipherFactory, or the
 * PKCS #12 schemes. By BouncyCastle's lightweight classes: its security provider would be a thousand classes more.
 */
final class EncryptedKey {

    /** A file that asks for more would hold up the start: openssl's default is 2048, for scrypt 16384 at 8. */
    private static final int MAX_ITERATIONS = 10_000_000;

    private static final int MAX_SCRYPT_COST = 1 << 17;
    private static final int MAX_SCRYPT_BLOCK = 16;
    private static final int MAX_SCRYPT_PARALLEL = 4;

    private EncryptedKey() {}

    /** @throws PKCSException or IllegalArgumentException when the password is wrong, or the scheme is none of these */
    static PrivateKeyInfo decrypt(PKCS8EncryptedPrivateKeyInfo encrypted, char[] password) throws PKCSException {
        boolean pbes2 = PKCSObjectIdentifiers.id_PBES2.equals(
                encrypted.toASN1Structure().getEncryptionAlgorithm().getAlgorithm());
        InputDecryptorProvider scheme = pbes2
                ? algorithm -> pbes2(algorithm, password)
                : new BcPKCS12PBEInputDecryptorProviderBuilder().build(password);
        return encrypted.decryptPrivateKeyInfo(scheme);
    }

    private static InputDecryptor pbes2(AlgorithmIdentifier algorithm, char[] password) {
        PBES2Parameters parameters = PBES2Parameters.getInstance(algorithm.getParameters());
        AlgorithmIdentifier cipher =
                AlgorithmIdentifier.getInstance(parameters.getEncryptionScheme().toASN1Primitive());
        int keyBits = DefaultSecretKeySizeProvider.INSTANCE.getKeySize(cipher);
        AlgorithmIdentifier derivation = AlgorithmIdentifier.getInstance(
                parameters.getKeyDerivationFunc().toASN1Primitive());
        byte[] bytes = PBEParametersGenerator.PKCS5PasswordToUTF8Bytes(password);
        try {
            return decryptor(cipher, derived(derivation, bytes, keyBits));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static KeyParameter derived(AlgorithmIdentifier derivation, byte[] password, int keyBits) {
        if (MiscObjectIdentifiers.id_scrypt.equals(derivation.getAlgorithm())) {
            ScryptParams scrypt = ScryptParams.getInstance(derivation.getParameters());
            return new KeyParameter(SCrypt.generate(
                    password,
                    scrypt.getSalt(),
                    atMost(MAX_SCRYPT_COST, scrypt.getCostParameter().intValueExact()),
                    atMost(MAX_SCRYPT_BLOCK, scrypt.getBlockSize().intValueExact()),
                    atMost(
                            MAX_SCRYPT_PARALLEL,
                            scrypt.getParallelizationParameter().intValueExact()),
                    keyBits / Byte.SIZE));
        }
        PBKDF2Params pbkdf2 = PBKDF2Params.getInstance(derivation.getParameters());
        PKCS5S2ParametersGenerator generator =
                new PKCS5S2ParametersGenerator(digest(pbkdf2.getPrf().getAlgorithm()));
        generator.init(
                password,
                pbkdf2.getSalt(),
                atMost(MAX_ITERATIONS, pbkdf2.getIterationCount().intValueExact()));
        return (KeyParameter) generator.generateDerivedParameters(keyBits);
    }

    private static int atMost(int limit, int value) {
        if (value > limit) {
            throw new IllegalArgumentException("a cost above " + limit);
        }
        return value;
    }

    private static Digest digest(ASN1ObjectIdentifier hmac) {
        if (PKCSObjectIdentifiers.id_hmacWithSHA1.equals(hmac)) {
            return new SHA1Digest();
        } else if (PKCSObjectIdentifiers.id_hmacWithSHA224.equals(hmac)) {
            return new SHA224Digest();
        } else if (PKCSObjectIdentifiers.id_hmacWithSHA256.equals(hmac)) {
            return new SHA256Digest();
        } else if (PKCSObjectIdentifiers.id_hmacWithSHA384.equals(hmac)) {
            return new SHA384Digest();
        } else if (PKCSObjectIdentifiers.id_hmacWithSHA512.equals(hmac)) {
            return new SHA512Digest();
        }
        throw new IllegalArgumentException("an unknown key derivation");
    }

    private static InputDecryptor decryptor(AlgorithmIdentifier algorithm, KeyParameter key) {
        Object cipher = CipherFactory.createContentCipher(false, key, algorithm);
        if (!(cipher instanceof BufferedBlockCipher block)) {
            throw new IllegalArgumentException("a cipher that is no block cipher");
        }
        return new InputDecryptor() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return algorithm;
            }

            @Override
            public InputStream getInputStream(InputStream encrypted) {
                return new CipherInputStream(encrypted, block);
            }
        };
    }
}
