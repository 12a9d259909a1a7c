import "server-only";
import { instruments, type StepName } from "./instruments";
import { withSpan, type OpenSpan, type SpanFacts, type SpanPlace } from "./tracing";

/** Runs a step of the pipeline: its time goes to the metrics, and it is a span where tracing is on. */
export async function step<T>(name: StepName, facts: SpanFacts, run: (span: OpenSpan) => Promise<T>, place?: SpanPlace): Promise<T> {
  const end = instruments().stepSeconds.startTimer({ step: name });
  try {
    return await withSpan(name, facts, run, place);
  } finally {
    end();
  }
}
