import { PLACE } from '../template.ts';
import { AwsError, type StreamedService } from '../wire.ts';
import { awsQuery } from './aws-query.ts';

const HOUR = 3600;

/** STS: whoever calls is who their access key id says, and may assume any role of the account. */
export const createSts = ({ clock }: { clock: { now(): number } }): StreamedService =>
  awsQuery(
    { name: 'sts', signingName: 'sts', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
    {
      GetCallerIdentity: (_, { caller: UserId }) => {
        const [, session] = UserId.split(':');
        const named = session ? `assumed-role/local/${session}` : `user/${UserId}`;
        return { UserId, Account: PLACE.account, Arn: `arn:aws:iam::${PLACE.account}:${named}` };
      },
      AssumeRole(form) {
        const [RoleArn, RoleSessionName] = [form.get('RoleArn') ?? '', form.get('RoleSessionName') ?? ''];
        if (!RoleArn.startsWith(`arn:aws:iam::${PLACE.account}:role/`) || !/^[\w+=,.@-]{2,64}$/.test(RoleSessionName)) {
          throw new AwsError('ValidationError', 400, 'No such role, or no name for a session of it.');
        }
        const Expiration = new Date(clock.now() + Number(form.get('DurationSeconds') ?? HOUR) * 1000).toISOString();
        const Credentials = {
          AccessKeyId: RoleSessionName,
          SecretAccessKey: 'local',
          SessionToken: 'local',
          Expiration,
        };
        const AssumedRoleId = `AROALOCAL:${RoleSessionName}`;
        return { Credentials, AssumedRoleUser: { AssumedRoleId, Arn: `${RoleArn}/${RoleSessionName}` } };
      },
    },
  );
