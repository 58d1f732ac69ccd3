import { Duration } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { DataMap } from '../holdings/data-map.ts';
import type { Settings } from '../settings.ts';
import type { ExportBucket } from './export-bucket.ts';
import { Gateway } from './gateway.ts';
import type { Ledger } from './ledger.ts';
import type { Mail } from './mail.ts';
import { ServiceFunction } from './service-function.ts';
import type { SignIn } from './sign-in.ts';
import { SigningKey } from './signing-key.ts';

export interface AccountApiProps {
  readonly settings: Settings;
  readonly signIn: SignIn;
  readonly table: ITableV2;
  readonly map: DataMap;
  readonly mail: Mail;
  readonly ledger: Ledger;
  readonly exportBucket: ExportBucket;
  /** The keys whose public halves anyone may have. */
  readonly publishedKeys: readonly SigningKey[];
}

/** What an owner asks of the account, and anyone of a receipt: one function a verb. */
export class AccountApi extends Construct {
  /** Without a closing slash. */
  readonly url: string;
  readonly requests: Metric;
  readonly serverErrors: Metric;

  constructor(scope: Construct, id: string, props: AccountApiProps) {
    super(scope, id);
    const { settings, signIn, table, map, mail, ledger, exportBucket, publishedKeys } = props;
    const { claims, legalContact } = settings;
    const verb = (name: string, access: 'read' | 'change') => {
      const handler = new ServiceFunction(this, name, {
        timeout: Duration.seconds(10),
        environment: {
          CLAIM_ACCOUNT: claims.account,
          CLAIM_USER: claims.user,
          CLAIM_ROLE: claims.role,
          LEGAL_CONTACT: legalContact,
        },
      });
      handler.bindTable(table, access);
      return handler;
    };
    const preview = verb('preview-deletion', 'read');
    map.bind(preview, 'count', 'balance');
    const request = verb('request-deletion', 'change');
    request.addEnvironment('WEB_ORIGIN', settings.webOrigin);
    mail.bind(request);
    const [listExports, getExport] = [verb('list-exports', 'read'), verb('get-export', 'read')];
    exportBucket.bindReader(listExports);
    exportBucket.bindReader(getExport);
    const receipt = new ServiceFunction(this, 'get-receipt', { timeout: Duration.seconds(10) });
    ledger.grantRead(receipt, 'receipts');
    const keys = new ServiceFunction(this, 'get-keys', { timeout: Duration.seconds(10) });
    SigningKey.publish(publishedKeys, keys);

    const gateway = new Gateway(this, 'Gateway', { signIn, webOrigin: settings.webOrigin });
    gateway.route('GET /account', verb('get-account', 'read'));
    gateway.route('PUT /account/deactivation', verb('deactivate-account', 'change'));
    gateway.route('DELETE /account/deactivation', verb('reactivate-account', 'change'));
    gateway.route('GET /account/deletion/preview', preview);
    gateway.route('POST /account/deletion', request);
    gateway.route('POST /account/deletion/confirmation', verb('confirm-deletion', 'change'));
    gateway.route('DELETE /account/deletion', verb('cancel-deletion', 'change'));
    gateway.route('POST /account/exports', verb('request-export', 'change'));
    gateway.route('GET /account/exports', listExports);
    gateway.route('GET /account/exports/{exportId}', getExport);
    gateway.openRoute('GET /receipts/{receiptId}', receipt);
    gateway.openRoute('GET /.well-known/jwks.json', keys);
    this.url = gateway.url;
    this.requests = gateway.requests;
    this.serverErrors = gateway.serverErrors;
  }
}
