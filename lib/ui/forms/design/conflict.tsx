'use client'
/** Two makers changed one form: the second decides whose version stays. */
import { useT } from '@/lib/i18n/react'
import { Button } from '@/lib/kit/button'
import { Dialog } from '@/lib/kit/dialog'

export function ConflictDialog(props: { open: boolean; onClose(): void; onMine(): void; onTheirs(): void }) {
  const t = useT()
  const then = (act: () => void) => () => {
    props.onClose()
    act()
  }
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && props.onClose()}
      size="sm"
      title={t('formDesign.conflictTitle')}
      description={t('formDesign.conflictText')}
      footer={
        <>
          <Button onClick={then(props.onTheirs)}>{t('formDesign.takeTheirs')}</Button>
          <Button variant="primary" onClick={then(props.onMine)}>
            {t('formDesign.keepMine')}
          </Button>
        </>
      }
    />
  )
}
