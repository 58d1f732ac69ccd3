import { readFileSync, writeFileSync } from 'node:fs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as kms from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import * as mail from '@aws-sdk/client-sesv2';
import * as documents from '@aws-sdk/lib-dynamodb';

/** A call, as a client was asked for it. */
interface Call {
  readonly client: string;
  readonly command: string;
  readonly input: object;
}

/** For each route, the calls of each of its requests. */
export type Recording = Record<string, Call[][]>;

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

export const keep = (file: string, recording: Recording): void => writeFileSync(file, JSON.stringify(recording));

/** The calls that were recorded for accounts of one prefix, for those of another. */
export function replayable(file: string, from: string, to: string): Record<string, (() => Promise<void>)[]> {
  const recording: Recording = JSON.parse(readFileSync(file, 'utf8').replaceAll(`${from}-`, `${to}-`));
  const request = (calls: Call[]) => {
    const ready = calls.map((call) => ({ client: clientOf(call.client), Command: commandOf(call), input: call.input }));
    return async () => {
      for (const { client, Command, input } of ready) await client.send(new Command(input));
    };
  };
  return Object.fromEntries(Object.entries(recording).map(([route, requests]) => [route, requests.map(request)]));
}
