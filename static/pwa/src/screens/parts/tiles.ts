/** What happened: the tiles with their drawings, and the questions; the part beside the night borrows some of them. */
export { drawingOf } from '../../components/category-icons';
export { StepLine } from '../../components/StepLine';
export { TimeField } from '../../components/TimeField';
export { Activity } from '../Activity';
export { Choose } from '../Choose';
export { FactField } from '../FactField';
export { Incident } from '../Incident';
