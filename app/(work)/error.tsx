'use client'
/** Inside the work the navigation stays when a page breaks. */
export { default } from '../error'
