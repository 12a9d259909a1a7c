import os from "node:os";
import { percentile } from "../parts/figures";

/** Milliseconds since 1970 with fractions, on the clock that every process of this machine shares. */
export const clockMs = () => performance.timeOrigin + performance.now();

/** p50, p95 and p99 in whole milliseconds. */
export function spread(all: readonly number[]): string {
  return [0.5, 0.95, 0.99].map((share) => percentile(all, share).toFixed(0)).join(" / ");
}

/** What else the machine was doing: figures of time are only worth something beside it. */
export function machine(): string {
  const nice = os.getPriority();
  return `${os.availableParallelism()} cores, load average ${os.loadavg()[0]?.toFixed(1) ?? ""}${nice > 0 ? `, nice ${nice}: whatever else runs comes first` : ""}`;
}

/** Prints rows in columns as wide as their widest cell: names to the left, figures to the right. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  // Chinese characters take two columns of a terminal.
  const width = (text: string) => [...text].reduce((sum, one) => sum + (one > "\u2e7f" ? 2 : 1), 0);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => width(row[column] ?? ""))));
  const line = (row: readonly string[]) => row.map((cell, column) => {
    const gap = " ".repeat((widths[column] ?? 0) - width(cell));
    return column === 0 ? cell + gap : gap + cell;
  }).join("  ");
  console.log([line(head), widths.map((one) => "-".repeat(one)).join("  "), ...rows.map(line)].join("\n"));
}

/** What one actor of the day saw: how long each answer took, and what went wrong. */
export class Seen {
  private readonly times = new Map<string, number[]>();
  private readonly faults = new Map<string, Map<string, number>>();

  /** Runs a request as this actor and notes its time; `what` says what was wrong with the answer, or null. */
  async time<T>(actor: string, run: () => Promise<T>, what: (answer: T) => string | null): Promise<T | undefined> {
    const started = performance.now();
    try {
      const answer = await run();
      this.note(actor, performance.now() - started, what(answer));
      return answer;
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } };
      this.note(actor, performance.now() - started, cause?.code ?? (error instanceof Error ? error.message.slice(0, 80) : String(error)));
      return undefined;
    }
  }

  note(actor: string, ms: number, fault: string | null = null): void {
    const times = this.times.get(actor) ?? [];
    this.times.set(actor, times);
    times.push(ms);
    if (fault === null) return;
    const faults = this.faults.get(actor) ?? new Map<string, number>();
    this.faults.set(actor, faults);
    faults.set(fault, (faults.get(fault) ?? 0) + 1);
  }

  of(actor: string): readonly number[] {
    return this.times.get(actor) ?? [];
  }

  faultsOf(actor: string): number {
    return [...(this.faults.get(actor)?.values() ?? [])].reduce((sum, one) => sum + one, 0);
  }

  actors(): readonly string[] {
    return [...this.times.keys()].sort();
  }

  print(seconds: number): void {
    printTable(["actor", "requests", "errors", "p50", "p95", "p99 ms", "a second"], this.actors().map((actor) => {
      const times = this.of(actor);
      return [actor, String(times.length), String(this.faultsOf(actor)), ...[0.5, 0.95, 0.99].map((share) => percentile(times, share).toFixed(0)), (times.length / seconds).toFixed(1)];
    }));
    for (const [actor, faults] of this.faults) for (const [fault, times] of faults) console.log(`  ${actor}: ${times} × ${fault}`);
  }
}
