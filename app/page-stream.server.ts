import { Transform, type TransformCallback } from "node:stream";

/**
 * Carries a page from the renderer to the answer in the parts that the renderer calls finished. It writes them in pieces
 * of two kilobytes, and every piece that arrives at an answer is compressed and sent for itself: five times the bytes and
 * the work.
 */
export class PageStream extends Transform {
  private pieces: Uint8Array[] = [];

  override _transform(piece: Uint8Array, _encoding: BufferEncoding, done: TransformCallback): void {
    this.pieces.push(piece);
    done();
  }

  override _flush(done: TransformCallback): void {
    this.flush();
    done();
  }

  /** The renderer has written all that it has for now. */
  flush(): void {
    if (this.pieces.length === 0) return;
    this.push(Buffer.concat(this.pieces));
    this.pieces = [];
  }
}
