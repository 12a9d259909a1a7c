const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Bytes as lower-case hex digits. */
export function toHex(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += HEX[byte];
  return hex;
}

/** Hex digits as bytes; null for what is no hex. */
export function fromHex(hex: string): Uint8Array | null {
  if (hex.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(hex)) return null;
  const bytes = new Uint8Array(hex.length / 2);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  return bytes;
}

/** Reads fields one after another; past the end it reads zeros and says so in `isOver`. */
export class OctetReader {
  private at: number;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array, from = 0) {
    this.at = from;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isOver(): boolean {
    return this.at > this.bytes.length;
  }

  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  u8(): number {
    const at = this.take(1);
    return at === null ? 0 : this.view.getUint8(at);
  }

  u32(): number {
    const at = this.take(4);
    return at === null ? 0 : this.view.getUint32(at);
  }

  octets(length: number): Uint8Array {
    const at = this.take(length);
    return at === null ? new Uint8Array(length) : this.bytes.slice(at, at + length);
  }

  hex(length: number): string {
    return toHex(this.octets(length));
  }

  /** A field of fixed width: up to its first NUL, as Latin-1. */
  text(length: number): string {
    let text = "";
    for (const byte of this.octets(length)) {
      if (byte === 0) break;
      text += String.fromCharCode(byte);
    }
    return text.trim();
  }

  private take(length: number): number | null {
    const at = this.at;
    this.at += length;
    return this.at > this.bytes.length ? null : at;
  }
}

/** Writes fields one after another into a PDU of a known length. */
export class OctetWriter {
  readonly bytes: Uint8Array<ArrayBuffer>;
  private readonly view: DataView;
  private at = 0;

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
    this.view = new DataView(this.bytes.buffer);
  }

  u8(value: number): this {
    this.view.setUint8(this.at, value);
    this.at += 1;
    return this;
  }

  u32(value: number): this {
    this.view.setUint32(this.at, value);
    this.at += 4;
    return this;
  }

  octets(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }

  hex(hex: string, length: number): this {
    this.bytes.set((fromHex(hex) ?? new Uint8Array(length)).subarray(0, length), this.at);
    this.at += length;
    return this;
  }

  /** Cut to the width of the field, filled up with NUL. */
  text(text: string, length: number): this {
    for (let index = 0; index < Math.min(text.length, length); index += 1) this.bytes[this.at + index] = text.charCodeAt(index) & 0xff;
    this.at += length;
    return this;
  }
}
