/** Days and milliseconds from 1970 to 2000, from where PostgreSQL counts. */
const EPOCH_DAYS = 10_957;
const EPOCH_MS = EPOCH_DAYS * 86_400_000;
const DAY_MS = 86_400_000;
/** Beyond it a double of microseconds is no longer exact. */
const EXACT_MS = Math.floor(Number.MAX_SAFE_INTEGER / 1_000);

/** `PGCOPY`, no flags, no extension. */
const HEADER = [
  ...Array.from("PGCOPY\n", (letter) => letter.charCodeAt(0)),
  ...[0xff, 13, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0],
];
const TRAILER_BYTES = 2;
/** The widest value that is not a text, with its length before it. */
const WIDEST = 12;

/** Rows in COPY's binary format: every value is its length and its bytes, numbers with the highest byte first. */
export class CopyBytes {
  private bytes: Buffer;
  private view: DataView;
  private length = 0;
  isEmpty = true;

  constructor(capacity: number) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
    this.view = viewOf(this.bytes);
    this.clear();
  }

  clear(): void {
    this.bytes.set(HEADER, 0);
    this.length = HEADER.length;
    this.isEmpty = true;
  }

  /** How many bytes there are to send. */
  get size(): number {
    return this.length;
  }

  /** What COPY reads; valid until the next {@link clear}. */
  finish(): Buffer {
    this.view.setInt16(this.length, -1);
    return this.bytes.subarray(0, this.length + TRAILER_BYTES);
  }

  /** Begins a row of so many values. */
  count(values: number): void {
    this.makeRoom(2 + values * WIDEST);
    this.view.setInt16(this.length, values);
    this.length += 2;
    this.isEmpty = false;
  }

  nothing(): void {
    this.view.setInt32(this.length, -1);
    this.length += 4;
  }

  boolean(value: boolean): void {
    this.view.setInt32(this.length, 1);
    this.bytes[this.length + 4] = value ? 1 : 0;
    this.length += 5;
  }

  int(value: number): void {
    this.view.setInt32(this.length, 4);
    this.view.setInt32(this.length + 4, value);
    this.length += 8;
  }

  /** A safe integer. */
  bigint(value: number): void {
    const high = Math.floor(value / 0x1_0000_0000);
    this.view.setInt32(this.length, 8);
    this.view.setInt32(this.length + 4, high);
    this.view.setUint32(this.length + 8, value - high * 0x1_0000_0000);
    this.length += 12;
  }

  double(value: number): void {
    this.view.setInt32(this.length, 8);
    this.view.setFloat64(this.length + 4, value);
    this.length += 12;
  }

  /** An instant in milliseconds since 1970. */
  instant(millis: number): void {
    const since = millis - EPOCH_MS;
    if (Math.abs(since) <= EXACT_MS) {
      this.bigint(since * 1_000);
      return;
    }
    this.view.setInt32(this.length, 8);
    this.view.setBigInt64(this.length + 4, BigInt(since) * 1_000n);
    this.length += 12;
  }

  /** A day by its midnight in milliseconds since 1970. */
  day(millis: number): void {
    this.int(Math.floor(millis / DAY_MS) - EPOCH_DAYS);
  }

  text(value: string): void {
    // No character takes more than three bytes a unit.
    this.makeRoom(value.length * 3);
    const written = this.bytes.write(value, this.length + 4);
    this.view.setInt32(this.length, written);
    this.length += 4 + written;
  }

  json(value: string): void {
    this.makeRoom(value.length * 3);
    const written = this.bytes.write(value, this.length + 5);
    this.view.setInt32(this.length, 1 + written);
    this.bytes[this.length + 4] = JSONB_VERSION;
    this.length += 5 + written;
  }

  /** A text that is UTF-8 already. */
  utf8(source: Uint8Array, from: number, to: number): void {
    const size = to - from;
    this.makeRoom(size);
    const { bytes } = this;
    this.view.setInt32(this.length, size);
    let at = this.length + 4;
    if (size > LONG_TEXT) bytes.set(source.subarray(from, to), at);
    else for (let index = from; index < to; index += 1, at += 1) bytes[at] = source[index]!;
    this.length += 4 + size;
  }

  /** Room for so many bytes of a text besides what is left of a row's other values. */
  private makeRoom(size: number): void {
    const needed = this.length + size + RESERVE;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.bytes.length));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
    this.view = viewOf(larger);
  }
}

const JSONB_VERSION = 1;
/** Below it a loop is faster than a call. */
const LONG_TEXT = 64;
/** More than all values of the widest ledger table that are no texts, and the trailer. */
const RESERVE = 1_024;

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer) => new DataView(buffer, byteOffset, byteLength);
