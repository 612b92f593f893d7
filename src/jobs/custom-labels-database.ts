import type { DBSchema, IDBPDatabase } from 'idb';
import { databaseNames } from '../storage/database-names.ts';
import { useDatabase } from '../storage/use-database.ts';
import type { ProjectRow, VersionRow, VersionStatus } from './custom-label-record.ts';

interface CustomLabelsSchema extends DBSchema {
  projects: { key: string; value: ProjectRow };
  versions: { key: string; value: VersionRow; indexes: { project: string } };
  /** Trained heads, by version. */
  heads: { key: string; value: unknown };
  /** What a training has worked out so far, by version and the name of the piece. */
  pieces: { key: [version: string, piece: string]; value: unknown };
}

/** A row without what is settled when it is added: a time that no other has, and the name made of it. */
type New<Row> = Omit<Row, 'arn' | 'createdAt'>;

/** Adds a project unless its name is taken. */
export function addProject(row: New<ProjectRow>, arnOf: (createdAt: number) => string, most: number): Promise<ProjectRow | 'name taken' | 'too many'> {
  return withDatabase(async (database) => {
    const transaction = database.transaction('projects', 'readwrite', { durability: 'strict' });
    const all = await transaction.store.getAll();
    if (all.some(({ name }) => name === row.name)) return 'name taken';
    if (all.length >= most) return 'too many';
    const createdAt = laterThan(all);
    const project: ProjectRow = { ...row, arn: arnOf(createdAt), createdAt };
    void transaction.store.put(project);
    await transaction.done;
    return project;
  });
}

/** All projects, newest first. */
export async function listProjects(): Promise<ProjectRow[]> {
  return newestFirst(await withDatabase((database) => database.getAll('projects')));
}

/** Whether there is such a project. */
export async function hasProject(arn: string): Promise<boolean> {
  return (await withDatabase((database) => database.getKey('projects', arn))) !== undefined;
}

/** Removes a project that has no versions. */
export function removeProject(arn: string): Promise<'removed' | 'unknown' | 'has versions'> {
  return withDatabase(async (database) => {
    const transaction = database.transaction(['projects', 'versions'], 'readwrite', { durability: 'strict' });
    const projects = transaction.objectStore('projects');
    if ((await projects.getKey(arn)) === undefined) return 'unknown';
    if ((await transaction.objectStore('versions').index('project').count(arn)) > 0) return 'has versions';
    void projects.delete(arn);
    await transaction.done;
    return 'removed';
  });
}

/** Most versions of a project, and most that may be in training, over all projects. */
export interface VersionLimits {
  readonly ofProject: number;
  readonly inTraining: number;
}

/** A version that is to be added. */
export type NewVersion = New<VersionRow>;

/**
 * Adds a version to a project unless its name is taken there.
 *
 * @param head of a version that is trained already
 */
export function addVersion(
  row: NewVersion,
  arnOf: (createdAt: number) => string,
  limits: VersionLimits,
  head?: unknown,
): Promise<VersionRow | 'name taken' | 'no project' | 'too many' | 'too many in training'> {
  return withDatabase(async (database) => {
    const transaction = database.transaction(['projects', 'versions', 'heads'], 'readwrite', { durability: 'strict' });
    if ((await transaction.objectStore('projects').getKey(row.projectArn)) === undefined) return 'no project';
    const versions = transaction.objectStore('versions');
    const all = await versions.getAll();
    const ofProject = all.filter(({ projectArn }) => projectArn === row.projectArn);
    if (ofProject.some(({ name }) => name === row.name)) return 'name taken';
    if (ofProject.length >= limits.ofProject) return 'too many';
    const inTraining = all.filter(({ status }) => status === 'TRAINING_IN_PROGRESS').length;
    if (row.status === 'TRAINING_IN_PROGRESS' && inTraining >= limits.inTraining) return 'too many in training';
    const createdAt = laterThan(ofProject);
    const version: VersionRow = { ...row, arn: arnOf(createdAt), createdAt };
    void versions.put(version);
    if (head !== undefined) void transaction.objectStore('heads').put(head, version.arn);
    await transaction.done;
    return version;
  });
}

export function readVersion(arn: string): Promise<VersionRow | undefined> {
  return withDatabase((database) => database.get('versions', arn));
}

/** Versions of a project, or all of them, newest first. */
export async function listVersions(projectArn?: string): Promise<VersionRow[]> {
  return newestFirst(
    await withDatabase((database) => (projectArn === undefined ? database.getAll('versions') : database.getAllFromIndex('versions', 'project', projectArn))),
  );
}

/** What a change of a version came to. */
export type VersionChange = { readonly outcome: 'changed' | 'refused'; readonly row: VersionRow } | { readonly outcome: 'unknown' };

/** What may change; the sentence about the status goes unless a new one comes. */
export type VersionPatch = Partial<Pick<VersionRow, 'status' | 'statusMessage' | 'result' | 'units' | 'workedMilliseconds' | 'trainedAt'>>;

/**
 * Changes a version whose status is one of `from`, in one transaction.
 *
 * @param head the trained head, kept with the change; the pieces of its training are given up
 */
export function changeVersion(arn: string, from: readonly VersionStatus[], patch: VersionPatch, head?: unknown): Promise<VersionChange> {
  return withDatabase(async (database) => {
    const transaction = database.transaction(['versions', 'heads', 'pieces'], 'readwrite');
    const versions = transaction.objectStore('versions');
    const row = await versions.get(arn);
    if (!row) return { outcome: 'unknown' };
    if (!from.includes(row.status)) return { outcome: 'refused', row };
    const { statusMessage: _, ...rest } = row;
    const changed: VersionRow = { ...rest, ...patch };
    void versions.put(changed);
    if (head !== undefined) void transaction.objectStore('heads').put(head, arn);
    if (changed.status !== 'TRAINING_IN_PROGRESS') void transaction.objectStore('pieces').delete(piecesOf(arn));
    await transaction.done;
    return { outcome: 'changed', row: changed };
  });
}

/** Removes a version whose status is one of `from`, and all that belongs to it. */
export function removeVersion(arn: string, from: readonly VersionStatus[]): Promise<VersionChange> {
  return withDatabase(async (database) => {
    const transaction = database.transaction(['versions', 'heads', 'pieces'], 'readwrite');
    const row = await transaction.objectStore('versions').get(arn);
    if (!row) return { outcome: 'unknown' };
    if (!from.includes(row.status)) return { outcome: 'refused', row };
    void transaction.objectStore('versions').delete(arn);
    void transaction.objectStore('heads').delete(arn);
    void transaction.objectStore('pieces').delete(piecesOf(arn));
    await transaction.done;
    return { outcome: 'changed', row };
  });
}

/** The trained head of a version. */
export function readHead(arn: string): Promise<unknown> {
  return withDatabase((database) => database.get('heads', arn));
}

/** What a training kept of its work under a name. */
export function readPiece(arn: string, piece: string): Promise<unknown> {
  return withDatabase((database) => database.get('pieces', [arn, piece]));
}

/** Keeps a part of a training's work; of a training that was ended or erased meanwhile nothing is kept. */
export function keepPiece(arn: string, piece: string, value: unknown): Promise<void> {
  return withDatabase(async (database) => {
    const transaction = database.transaction(['versions', 'pieces'], 'readwrite');
    const version = await transaction.objectStore('versions').get(arn);
    if (version?.status === 'TRAINING_IN_PROGRESS') void transaction.objectStore('pieces').put(value, [arn, piece]);
    await transaction.done;
  });
}

function piecesOf(arn: string): IDBKeyRange {
  return IDBKeyRange.bound([arn], [arn, []]);
}

function laterThan(rows: readonly { readonly createdAt: number }[]): number {
  return Math.max(Date.now(), ...rows.map(({ createdAt }) => createdAt + 1));
}

function newestFirst<Row extends { readonly createdAt: number }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => b.createdAt - a.createdAt);
}

function withDatabase<Result>(use: (database: IDBPDatabase<CustomLabelsSchema>) => Promise<Result>): Promise<Result> {
  return useDatabase({ name: databaseNames.customLabels, create }, use);
}

function create(created: IDBPDatabase<CustomLabelsSchema>): void {
  created.createObjectStore('projects', { keyPath: 'arn' });
  created.createObjectStore('versions', { keyPath: 'arn' }).createIndex('project', 'projectArn');
  created.createObjectStore('heads');
  created.createObjectStore('pieces');
}
