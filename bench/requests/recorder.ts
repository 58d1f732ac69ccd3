import { readFileSync, writeFileSync } from 'node:fs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as kms from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import * as mail from '@aws-sdk/client-sesv2';
import * as documents from '@aws-sdk/lib-dynamodb';

/** A call, as a client was asked for it. */
export interface Call {
  readonly client: string;
  readonly command: string;
  readonly input: object;
}

type AnyClient = { send(command: object): Promise<unknown> };
type AnyCommand = new (input: object) => object;

/** Each client's package, which has its commands, and how it is made. */
const PACKAGES: Readonly<Record<string, readonly [commands: object, make: () => unknown]>> = {
  DynamoDBDocumentClient: [
    documents,
    () =>
      documents.DynamoDBDocumentClient.from(new dynamodb.DynamoDBClient(), {
        marshallOptions: { removeUndefinedValues: true },
      }),
  ],
  DynamoDBClient: [dynamodb, () => new dynamodb.DynamoDBClient()],
  SESv2Client: [mail, () => new mail.SESv2Client()],
  KMSClient: [kms, () => new kms.KMSClient()],
  S3Client: [s3, () => new s3.S3Client()],
};
const commandOf = ({ client, command }: Call): AnyCommand =>
  (PACKAGES[client]![0] as Readonly<Record<string, AnyCommand>>)[command]!;
const made = new Map<string, AnyClient>();
function clientOf(name: string): AnyClient {
  if (!made.has(name)) made.set(name, PACKAGES[name]![1]() as AnyClient);
  return made.get(name)!;
}

/** Notes what all clients of this process are asked for. */
export function recordCalls(note: (call: Call) => void): void {
  const everyClient = Object.getPrototypeOf(dynamodb.DynamoDBClient.prototype);
  const { send } = everyClient;
  everyClient.send = function (this: object, command: { input: object }, ...rest: unknown[]) {
    note({ client: this.constructor.name, command: command.constructor.name, input: command.input });
    return send.call(this, command, ...rest);
  };
}

/** Keeps the calls of each request. */
export const keep = (file: string, recording: Call[][]): void => writeFileSync(file, JSON.stringify(recording));

/** The requests whose calls were recorded for accounts of one prefix, for those of another. */
export function replayable(file: string, from: string, to: string): (() => Promise<void>)[] {
  const recording: Call[][] = JSON.parse(readFileSync(file, 'utf8').replaceAll(`${from}-`, `${to}-`));
  return recording.map((calls) => {
    const ready = calls.map((call) => ({ client: clientOf(call.client), Command: commandOf(call), input: call.input }));
    return async () => {
      for (const { client, Command, input } of ready) await client.send(new Command(input));
    };
  });
}
