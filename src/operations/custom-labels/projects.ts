import { LimitExceededException, ResourceInUseException, ResourceNotFoundException } from '../../errors.ts';
import type {
  CreateProjectRequest,
  CreateProjectResponse,
  DeleteProjectRequest,
  DeleteProjectResponse,
  DescribeProjectsRequest,
  DescribeProjectsResponse,
} from '../../shapes/custom-labels.ts';
import { readToken, writeToken } from '../collection-paging.ts';
import type { Operation } from '../context.ts';
import { projectArn } from './arns.ts';

/** The API has a cap without saying which. */
const MOST_PROJECTS = 100;
/** Entries of a page where the request names no number (OPERATIONS 8.2). */
export const LARGEST_PAGE = 100;

/** CreateProject: keeps a name for versions of a model. */
export const createProject: Operation<CreateProjectRequest, CreateProjectResponse> = async ({ ProjectName: name = '' }, context) => {
  const { database } = await context.customLabels();
  const added = await database.addProject({ name }, (createdAt) => projectArn(name, createdAt, context.config.region), MOST_PROJECTS);
  if (added === 'name taken') throw new ResourceInUseException(`There is a project named ${name}: choose another name, or delete that one first.`);
  if (added === 'too many') throw new LimitExceededException(`There are ${MOST_PROJECTS} projects, more are not allowed: delete one first.`);
  return { ProjectArn: added.arn };
};

const listToken = { operation: 'DescribeProjects', position: /^\d{1,16}$/ } as const;

/** DescribeProjects: all projects, newest first. */
export const describeProjects: Operation<DescribeProjectsRequest, DescribeProjectsResponse> = async ({ NextToken, MaxResults }, context) => {
  const { database } = await context.customLabels();
  const { page, next } = pageOf(await database.listProjects(), readToken(listToken, NextToken), MaxResults);
  return {
    ProjectDescriptions: page.map(({ arn, createdAt }) => ({ ProjectArn: arn, CreationTimestamp: new Date(createdAt), Status: 'CREATED' })),
    ...(next !== undefined && { NextToken: writeToken(listToken, next) }),
  };
};

/** DeleteProject: forgets a project without versions. */
export const deleteProject: Operation<DeleteProjectRequest, DeleteProjectResponse> = async ({ ProjectArn: arn = '' }, context) => {
  const { database } = await context.customLabels();
  const outcome = await database.removeProject(arn);
  if (outcome === 'unknown') throw unknownProject(arn);
  if (outcome === 'has versions') throw new ResourceInUseException(`The project ${arn} has versions: delete them first.`);
  return { Status: 'DELETING' };
};

/** Says that there is no such project. */
export function unknownProject(arn: string): ResourceNotFoundException {
  return new ResourceNotFoundException(`There is no project ${arn}.`);
}

/** A page of rows that come newest first, after the one whose time the token holds. */
export function pageOf<Row extends { readonly createdAt: number }>(
  rows: readonly Row[],
  after: string | undefined,
  maxResults: number | undefined,
): { readonly page: readonly Row[]; readonly next: string | undefined } {
  const left = after === undefined ? rows : rows.filter(({ createdAt }) => createdAt < Number(after));
  const page = left.slice(0, maxResults ?? LARGEST_PAGE);
  const last = page.at(-1);
  return { page, next: left.length > page.length && last ? String(last.createdAt) : undefined };
}
