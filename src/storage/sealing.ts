/** Encrypted bytes. */
export interface Sealed {
  /** Initialisation vector of AES-GCM, 12 bytes, random. */
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** Encrypts what one collection keeps, by AES-GCM with 256 bits. */
export interface Cipher {
  /** `place` names where the bytes belong; they open at no other place. */
  seal(place: string, bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<Sealed>;
  /** Throws an OperationError when the bytes were changed or belong to another place. */
  unseal(place: string, sealed: Sealed): Promise<ArrayBuffer>;
}

/** A new key that scripts can use but never read. */
export function createSealingKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** Seals with a key of {@link createSealingKey}. */
export function createCipher(key: CryptoKey): Cipher {
  const parameters = (place: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
    name: 'AES-GCM',
    iv,
    additionalData: new TextEncoder().encode(place),
  });
  return {
    async seal(place, bytes) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      return { iv, data: await crypto.subtle.encrypt(parameters(place, iv), key, bytes) };
    },
    unseal: (place, { iv, data }) => crypto.subtle.decrypt(parameters(place, iv), key, data),
  };
}

/** Tells encrypted bytes from others. */
export function isSealed(value: object): value is Sealed {
  return 'iv' in value && 'data' in value;
}
