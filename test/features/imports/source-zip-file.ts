import { crc32, deflateRawSync } from "node:zlib";

export interface Member {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly encrypted?: boolean;
  /** 8 is deflate, 0 stored; anything else is a method that nobody reads. */
  readonly method?: number;
  /** A checksum that is not the content's. */
  readonly wrongChecksum?: boolean;
}

/** A zip file of some members, names and flags as given: what a careless or hostile program may write. */
export function zipOf(members: readonly Member[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const content = Buffer.from(member.content);
    const method = member.method ?? 8;
    const data = method === 8 ? deflateRawSync(content) : content;
    const name = Buffer.from(member.name, "utf8");
    const sum = member.wrongChecksum ? 1 : crc32(content);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE((member.encrypted ? 1 : 0) | 0x800, 2);
    shared.writeUInt16LE(method, 4);
    shared.writeUInt32LE(sum, 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), shared, name, data]);
    const end = Buffer.alloc(14);
    end.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), shared, end, name]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const tail = Buffer.alloc(18);
  tail.writeUInt16LE(members.length, 4);
  tail.writeUInt16LE(members.length, 6);
  tail.writeUInt32LE(central.length, 8);
  tail.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, central, Buffer.from("PK\x05\x06"), tail]);
}
