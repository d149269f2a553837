// For browsers without module workers (Chrome before 91): the app starts offline there too; only the
// sending behind a closed app is missing.
import './shell';
