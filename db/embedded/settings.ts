import { statfsSync } from "node:fs";
import { totalmem } from "node:os";

const MIB = 1024 ** 2;

/**
 * Settings for one team on one machine, given on the command line so that they follow the version of this code
 * and not the day on which the data folder was made. Nothing is traded against safety: fsync stays on.
 */
export function settings(socketFolder: string): Record<string, string> {
  return {
    listen_addresses: "",
    unix_socket_directories: socketFolder,
    unix_socket_permissions: "0700",
    port: "5432",
    max_connections: "100",

    shared_buffers: `${memoryShareMiB(1 / 8, 128, 512)}MB`,
    effective_cache_size: `${memoryShareMiB(1 / 2, 256, 65_536)}MB`,
    work_mem: "32MB",
    maintenance_work_mem: "256MB",
    dynamic_shared_memory_type: dynamicSharedMemory(),
    random_page_cost: "1.1",
    jit: "off",

    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    // No replicas here: a COPY into a table made in the same transaction then needs no log.
    wal_level: "minimal",
    max_wal_senders: "0",
    max_wal_size: "2GB",
    min_wal_size: "256MB",
    wal_buffers: "16MB",
    checkpoint_timeout: "15min",

    // Ends the work of a program that was killed, which otherwise goes on to the end of its statement.
    client_connection_check_interval: "2s",
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C",
    log_checkpoints: "off",
    log_line_prefix: "%m [%p] ",
    cluster_name: "evenhand",
  };
}

function memoryShareMiB(share: number, least: number, most: number): number {
  return Math.round(Math.min(most, Math.max(least, (totalmem() * share) / MIB)));
}

/** Containers often have 64 MB there, too little for parallel queries. */
function dynamicSharedMemory(): string {
  if (process.platform !== "linux") return "posix";
  try {
    const { blocks, bsize } = statfsSync("/dev/shm");
    return blocks * bsize >= 512 * MIB ? "posix" : "mmap";
  } catch {
    return "mmap";
  }
}
