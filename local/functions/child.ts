import { enableCompileCache, flushCompileCache } from 'node:module';
import type { FunctionError, Invocation, Report } from './messages.ts';
import { shiftDate } from './shifted-date.ts';

type Handler = (event: unknown, context: object) => unknown;

const tell = (report: Report) => void process.send?.(report);

function told(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}

function contextOf({ requestId, functionArn, timeout }: Invocation) {
  const until = performance.now() + timeout;
  const { env } = process;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: functionArn,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    awsRequestId: requestId,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(until - performance.now())),
  };
}

async function run(handler: Handler, invocation: Invocation): Promise<void> {
  shiftDate(invocation.offset);
  try {
    tell({ outcome: { payload: (await handler(invocation.event, contextOf(invocation))) ?? null } });
  } catch (error) {
    console.error(error);
    tell({ outcome: { error: told(error) } });
  }
}

async function start([file = '', offset = '0', cache = '']: readonly string[]): Promise<void> {
  shiftDate(Number(offset));
  enableCompileCache(cache);
  const { handler } = (await import(file)) as { handler: Handler };
  process.on('message', (invocation: Invocation) => void run(handler, invocation));
  tell({ ready: true });
  flushCompileCache();
}

process.on('disconnect', () => process.exit());
start(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.send?.({ failed: told(error) } satisfies Report, () => process.exit(1));
});
